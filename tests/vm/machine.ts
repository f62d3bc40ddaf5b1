import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Base } from "./base";

const MEMORY_MEGABYTES = 6144;
const PROCESSORS = 2;

/** The line by which the machine tells the status of what it ran. */
const STATUS = /^guest-exit (\d+)$/;

export interface Boot {
  readonly base: Base;
  /** The disk that becomes the home folder; what is written to it is lost. */
  readonly payload: string;
  /** Where the kernel's and systemd's own messages go. */
  readonly consoleLog: string;
  readonly onLine: (line: string) => void;
  readonly signal: AbortSignal;
}

/**
 * Boots the machine, without any network, hands on each line that its command prints, and returns the command's exit
 * status once the machine is off. It is emulated, about 20 times slower than this one.
 * @throws when the machine ends without telling a status; the signal's reason when aborted.
 */
export async function bootAndRun(boot: Boot): Promise<number> {
  const { onLine, signal } = boot;
  // Whatever becomes of this process, the machine ends with it.
  const machine = spawn("setpriv", ["--pdeathsig", "KILL", "qemu-system-x86_64", ...qemuArguments(boot)], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const end = (): void => {
    machine.kill("SIGTERM");
  };
  signal.addEventListener("abort", end);
  let status: number | undefined;
  createInterface({ input: machine.stdout }).on("line", (raw) => {
    const line = raw.replaceAll("\r", "");
    const told = STATUS.exec(line)?.[1];
    if (told === undefined) onLine(line);
    else status = Number(told);
  });
  createInterface({ input: machine.stderr }).on("line", onLine);
  const code = await new Promise<number | null>((resolve, reject) => {
    machine.once("error", reject);
    machine.once("close", resolve);
  });
  signal.removeEventListener("abort", end);
  signal.throwIfAborted();
  if (status !== undefined) return status;
  throw new Error(
    `the machine ended early (qemu's exit code ${code ?? "?"}); its own messages: ${boot.consoleLog}`,
  );
}

function qemuArguments({ base, payload, consoleLog }: Boot): string[] {
  const disk = (file: string): string[] => [
    "-drive",
    `file=${file},format=raw,if=virtio,snapshot=on,cache=unsafe`,
  ];
  return [
    // Emulated even where /dev/kvm is there: inside other machines that may hang or fail in ways qemu does not fall back from.
    ...["-accel", "tcg,thread=multi,tb-size=1024", "-cpu", "max"],
    ...["-smp", String(PROCESSORS), "-m", String(MEMORY_MEGABYTES)],
    ...["-display", "none", "-vga", "none", "-monitor", "none", "-no-reboot", "-nic", "none"],
    ...["-serial", `file:${consoleLog}`, "-serial", "stdio"],
    ...["-kernel", base.kernel, "-initrd", base.initrd],
    ...["-append", "root=/dev/vda rw console=ttyS0 quiet"],
    ...disk(base.disk),
    ...disk(payload),
  ];
}
