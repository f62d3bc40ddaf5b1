import { createLogUpdate } from "log-update";
import { frame } from "./frame";
import { Tally } from "./tally";
import type { NameOf, View } from "./view";
import { wayLine, type Circumstances } from "./words";

/** Milliseconds between two frames: quicker than that nobody reads. */
const REDRAW_EVERY = 200;

/** No terminal shows more lines at once. */
const KEPT_LINES = 200;

/** A picture on the terminal `stream` that is drawn anew where it stands; the last one stays. */
export function liveView(stream: NodeJS.WriteStream, nameOf: NameOf): View {
  const update = createLogUpdate(stream);
  const tally = new Tally(nameOf);
  const last: string[] = [];
  let circumstances: Circumstances | undefined;
  let changed = true;
  const draw = (ended: boolean) => {
    if (!changed && !ended) return;
    changed = false;
    // A serial line says that it has no rows and columns at all.
    const size = { columns: stream.columns || 80, rows: stream.rows || 24 };
    update(frame({ circumstances, tally, last, ended }, size).join("\n"));
  };
  const redraw = () => (changed = true);
  stream.on("resize", redraw);
  const timer = setInterval(draw, REDRAW_EVERY, false);
  return {
    circumstances: (now) => {
      circumstances = now;
      changed = true;
    },
    way: (way) => {
      tally.add(way);
      last.push(wayLine(way, nameOf));
      if (last.length > KEPT_LINES) last.shift();
      changed = true;
    },
    end: () => {
      clearInterval(timer);
      stream.off("resize", redraw);
      draw(true);
      update.done();
    },
  };
}
