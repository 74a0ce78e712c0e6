export * from "./credentials";
export * from "./remoting-channel";
export { ADVICE as REMOTING_ADVICE } from "./error-map";
export { Endpoint, type EndpointQuery } from "./wsman";
