/**
 * `text` without characters that a terminal would take for orders, that show nothing, or that turn the direction of what follows:
 * what comes off a network may hold any. A sign stands for each.
 */
export function plain(text: string): string {
  return text.replace(
    /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]/gu,
    "\ufffd",
  );
}

/** Long names end differently and begin alike: `…vmss000001`. */
export function short(name: string): string {
  return name.length <= SHORT ? plain(name) : `…${plain(name.slice(1 - SHORT).replace(/^-/, ""))}`;
}

const SHORT = 12;

/** `testapp-b97b67578-c2s2l` -> `…c2s2l`: the rest is the same for all pods of a ReplicaSet. */
export function shortPod(name: string): string {
  return name.includes("-") ? `…${plain(name.slice(name.lastIndexOf("-") + 1))}` : short(name);
}

/** 1/19683 -> "1 in 19,683" */
export function oneIn(probability: number): string {
  return `1 in ${Math.round(1 / probability).toLocaleString("en-US")}`;
}

/** 1 -> "1 port", 2 -> "2 ports" */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** `text` in lines of at most `width` letters, longer words aside. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/** The number that ends a request's id: `k3f9-affinity-007` -> `007`. */
export function requestNumber(id: string): string {
  return plain(id.slice(id.lastIndexOf("-") + 1));
}
