import { loopbackHosts, type TokenHosts } from "../../../provider/clouds";
import {
  Endpoint,
  RemotingChannel,
  type BasicCredential,
  type RemotingChannelDeps,
} from "../../../provider/transport/remoting";
import { FakeClock, FakeHttp } from "../fakes";
import { RemoteServer } from "./server";

export const FRONT = "https://ps.compliance.protection.outlook.com/powershell-liveid/";

export interface SetUp {
  readonly front?: string;
  readonly hosts?: TokenHosts;
  readonly more?: Partial<RemotingChannelDeps>;
}

export function setUp({
  front = "http://127.0.0.1:1/powershell-liveid/",
  hosts = loopbackHosts,
  more = {},
}: SetUp = {}) {
  const server = new RemoteServer();
  const clock = new FakeClock();
  const http = new FakeHttp(server.handle);
  const notes: string[] = [];
  const credentials: BasicCredential[] = [{ user: "anna@contoso.com", password: "Bearer t1", oauth: true }];
  const channel = new RemotingChannel({
    http,
    clock,
    endpoint: new Endpoint(new URL(front), hosts),
    credentials: {
      identity: "user anna@contoso.com",
      current: async () => credentials.at(-1) as BasicCredential,
      renew: async () => {
        credentials.push({ user: "anna@contoso.com", password: `Bearer t${credentials.length + 1}`, oauth: true });
        return credentials.at(-1) as BasicCredential;
      },
    },
    tenant: "contoso.onmicrosoft.com",
    maxSessions: 2,
    requestTimeoutMs: 960_000,
    typeOf: () => undefined,
    notify: (note) => notes.push(note),
    random: () => 0.5,
    ...more,
  });
  return { server, clock, http, channel, notes, credentials };
}

export const READ = { cmdlet: "Get-ComplianceTag", parameters: {} };
export const WRITE = { cmdlet: "New-ComplianceTag", parameters: { Name: "seven years" } };
