import { readdirSync, readFileSync } from "node:fs";

export interface Usage {
  readonly seconds: number;
  /** Of every process that ran meanwhile and has ended: engine, program and provider together. */
  readonly cpuSeconds: number;
  /** Peak resident memory in MB of the provider's process. */
  readonly megabytes: number;
}

/** Clock ticks of the kernel's process accounting: 100 a second on every Linux that Node runs on. */
const TICKS = 100;
const SAMPLE_MS = 50;

/** What running `task` costs. Linux only; elsewhere CPU and memory are 0. `provider` matches the provider's command line. */
export async function measure<T>(provider: RegExp, task: () => Promise<T>): Promise<{ result: T; usage: Usage }> {
  let megabytes = 0;
  const sample = (): void => {
    for (const pid of processes()) megabytes = Math.max(megabytes, peakOf(pid, provider));
  };
  const timer = setInterval(sample, SAMPLE_MS);
  const cpuBefore = childrenCpuSeconds();
  const began = process.hrtime.bigint();
  try {
    const result = await task();
    const seconds = Number(process.hrtime.bigint() - began) / 1e9;
    return { result, usage: { seconds, cpuSeconds: childrenCpuSeconds() - cpuBefore, megabytes } };
  } finally {
    clearInterval(timer);
  }
}

const processes = (): string[] => {
  try {
    return readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
};

function peakOf(pid: string, command: RegExp): number {
  try {
    if (!command.test(readFileSync(`/proc/${pid}/cmdline`, "utf8"))) return 0;
    const kilobytes = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return Number(kilobytes ?? 0) / 1024;
  } catch {
    return 0; // it ended between the two looks
  }
}

/** CPU of this process's children that have ended, and of theirs: `cutime` and `cstime` of proc(5). */
function childrenCpuSeconds(): number {
  try {
    const fields = readFileSync("/proc/self/stat", "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
    return (Number(fields[13]) + Number(fields[14])) / TICKS;
  } catch {
    return 0;
  }
}

/** Bytes that the processes with that command line have written so far, to sockets and files alike. */
export const bytesWrittenBy = (command: RegExp): number =>
  processes().reduce((sum, pid) => sum + writtenBy(pid, command), 0);

function writtenBy(pid: string, command: RegExp): number {
  try {
    if (!command.test(readFileSync(`/proc/${pid}/cmdline`, "utf8"))) return 0;
    return Number(/wchar: (\d+)/.exec(readFileSync(`/proc/${pid}/io`, "utf8"))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
