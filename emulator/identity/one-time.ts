import { randomBytes, randomInt } from "node:crypto";
import { aadsts } from "./aadsts";

/** What an authorization code stands for. */
export interface GrantedCode {
  readonly tenantId: string;
  readonly clientId: string;
  readonly userPrincipalName: string;
  readonly redirectUri: string;
  readonly scope: string;
  readonly challenge: string | undefined;
  readonly nonce: string | undefined;
}

export interface Device {
  readonly deviceCode: string;
  readonly userCode: string;
  readonly clientId: string;
  readonly scope: string;
  readonly expiresAt: number;
}

type DeviceState = Device & { answer: { userPrincipalName: string } | "declined" | undefined };

const CODE_LIFE_MS = 10 * 60_000;
export const DEVICE_LIFE_SECONDS = 900;

/** Authorization codes and device codes: in memory, each good once. */
export class OneTimeGrants {
  readonly #codes = new Map<string, { granted: GrantedCode; expiresAt: number; redeemed: boolean }>();
  readonly #devices = new Map<string, DeviceState>();

  giveCode(granted: GrantedCode, now: number): string {
    const code = `1.${randomBytes(48).toString("base64url")}`;
    this.#codes.set(code, { granted, expiresAt: now + CODE_LIFE_MS, redeemed: false });
    return code;
  }

  takeCode(code: string, now: number): GrantedCode {
    const entry = this.#codes.get(code);
    if (!entry) throw aadsts.badRefreshToken();
    if (entry.redeemed) throw aadsts.codeRedeemed();
    entry.redeemed = true;
    if (now > entry.expiresAt) throw aadsts.codeExpired();
    return entry.granted;
  }

  startDevice(clientId: string, scope: string, now: number): Device {
    const device: DeviceState = {
      deviceCode: randomBytes(48).toString("base64url"),
      userCode: Array.from({ length: 9 }, () => "ABCDEFGHJKLMNPQRSTUVWXYZ"[randomInt(24)]).join(""),
      clientId,
      scope,
      expiresAt: now + DEVICE_LIFE_SECONDS * 1000,
      answer: undefined,
    };
    this.#devices.set(device.deviceCode, device);
    return device;
  }

  waiting(): readonly Device[] {
    return [...this.#devices.values()].filter((device) => device.answer === undefined);
  }

  /** What the user does on the page: true when such a code was waiting. */
  answerDevice(userCode: string, answer: { userPrincipalName: string } | "declined"): boolean {
    const device = [...this.#devices.values()].find(
      (candidate) => candidate.userCode === userCode.trim().toUpperCase() && candidate.answer === undefined,
    );
    if (device) device.answer = answer;
    return device !== undefined;
  }

  pollDevice(deviceCode: string, now: number): Device & { readonly userPrincipalName: string } {
    const device = this.#devices.get(deviceCode);
    if (!device || now > device.expiresAt) throw aadsts.deviceExpired();
    if (device.answer === undefined) throw aadsts.pending();
    if (device.answer === "declined") throw aadsts.declined();
    this.#devices.delete(deviceCode);
    return { ...device, userPrincipalName: device.answer.userPrincipalName };
  }
}
