import { readdirSync, readFileSync } from "node:fs";

/** Peak resident memory in MB of the processes whose command line matches, sampled until `stop`; Linux only, else 0. */
export function watchPeakMemory(matches: RegExp): { stop(): number } {
  let peak = 0;
  const sample = (): void => {
    for (const pid of processes()) peak = Math.max(peak, peakOf(pid, matches));
  };
  const timer = setInterval(sample, 100);
  return {
    stop: () => {
      clearInterval(timer);
      sample();
      return peak;
    },
  };
}

const processes = (): string[] => {
  try {
    return readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
};

function peakOf(pid: string, matches: RegExp): number {
  try {
    if (!matches.test(readFileSync(`/proc/${pid}/cmdline`, "utf8"))) return 0;
    const kilobytes = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return Number(kilobytes ?? 0) / 1024;
  } catch {
    return 0; // it ended between the two looks
  }
}
