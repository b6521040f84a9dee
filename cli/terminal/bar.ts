import { SingleBar } from 'cli-progress';

export interface Bar {
  update(value: number): void;
  stop(): void;
}

/** A progress bar on stderr; where nobody watches, nothing. */
export function startBar(label: string, total: number, visible: boolean): Bar {
  if (!visible || !process.stderr.isTTY || total === 0) {
    return { update: () => undefined, stop: () => undefined };
  }
  const bar = new SingleBar({ format: `${label} {bar} {percentage} %, {eta_formatted} left`, stream: process.stderr, hideCursor: true });
  bar.start(total, 0);
  return bar;
}
