import { malformed } from "../malformed";
import { MESSAGE, valueOf, type Message } from "./message";
import { Members } from "./properties";
import { errorRecordOf, type ErrorRecord } from "./records";

/** docs/service/remoting.md#states */
export type PoolState =
  | { readonly name: "opening" | "opened" | "closed" }
  /** Undefined where the server gives no reason. */
  | { readonly name: "broken"; readonly reason: ErrorRecord | undefined };

/** The protocol version that the server chose; undefined before it said so. */
export interface Negotiated {
  readonly major: number;
  readonly minor: number;
}

/** A runspace pool as its messages describe it. */
export class PoolReader {
  #state: PoolState = { name: "opening" };
  #version: Negotiated | undefined;
  #sessionKey: string | undefined;

  get state(): PoolState {
    return this.#state;
  }

  get version(): Negotiated | undefined {
    return this.#version;
  }

  /** Text of ENCRYPTED_SESSION_KEY. */
  get sessionKey(): string | undefined {
    return this.#sessionKey;
  }

  /** @returns whether the message was the pool's */
  take(message: Message): boolean {
    switch (message.type) {
      case MESSAGE.SESSION_CAPABILITY:
        this.#version = versionOf(message);
        return true;
      case MESSAGE.RUNSPACEPOOL_STATE:
        this.#state = stateOf(message) ?? this.#state;
        return true;
      case MESSAGE.ENCRYPTED_SESSION_KEY:
        this.#sessionKey = new Members(valueOf(message)).text("EncryptedSessionKey");
        return true;
      case MESSAGE.APPLICATION_PRIVATE_DATA:
      case MESSAGE.RUNSPACEPOOL_INIT_DATA:
      case MESSAGE.PUBLIC_KEY_REQUEST:
        // Secure strings are encrypted when a cmdlet takes one; a request before that changes nothing.
        return true;
      default:
        return false;
    }
  }
}

function versionOf(message: Message): Negotiated {
  const said = new Members(valueOf(message)).text("protocolversion") ?? "";
  const [, major, minor] = /^(\d{1,4})\.(\d{1,4})$/.exec(said) ?? [];
  if (major !== "2" || minor === undefined)
    throw malformed(`it offers version ${said.slice(0, 40) || "none"} of the remoting protocol instead of 2.x`);
  return { major: 2, minor: Number(minor) };
}

function stateOf(message: Message): PoolState | undefined {
  const record = new Members(valueOf(message));
  switch (record.get("RunspaceState")) {
    case 2:
      return { name: "opened" };
    case 3:
      return { name: "closed" };
    case 5: {
      const reason = record.get("ExceptionAsErrorRecord");
      return { name: "broken", reason: reason === undefined || reason === null ? undefined : errorRecordOf(reason) };
    }
    default:
      return undefined;
  }
}
