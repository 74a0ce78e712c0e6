// A program for emulator.test.ts: uses a session until a signal ends it.
import { closeSessionsOnSignals, openSession, resolveSettings } from "../../provider/session";

closeSessionsOnSignals();
const args = JSON.parse(process.env["SESSION_ARGS"] ?? "{}") as { [key: string]: string };
const session = openSession(resolveSettings({ args }));
void session.facts().then(() => {
  process.stdout.write("signed in\n");
  void session.list({ cmdlet: "Get-ComplianceTag", parameters: {} }).catch(() => undefined);
});
