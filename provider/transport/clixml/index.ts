export { readClixml } from "./read";
