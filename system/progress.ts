/**
 * How long work tells that it lives. Libraries report; who shows it (a terminal, a log, Pulumi's own display)
 * is decided by whoever started them. A message is a step begun or news of it: "kubernetes: building, 2 min left".
 */
export type Progress = (message: string) => void;

/** For callers with nobody to tell. */
export const silent: Progress = () => undefined;
