/** Line drawings of 20 × 20; what they stand for is said beside them or in a label. */
import { html } from "htm/preact";

const PATHS = {
  hash: "M8 3 6.5 17M13.5 3 12 17M4 7.5h13M3 12.5h13",
  lock: "M5.5 9h9v7.5h-9zM7 9V6.5a3 3 0 0 1 6 0V9",
  home: "M3.5 9.5 10 4l6.5 5.5M5.5 8.5V16h9V8.5M8.5 16v-4h3v4",
  message: "M4 4.5h12v9H9l-3.5 3v-3H4z",
  thread: "M4 4.5h12v8.5H9l-3.5 3v-3H4zM7 7.5h6M7 10h4",
  close: "m5 5 10 10M15 5 5 15",
  back: "M12.5 4.5 7 10l5.5 5.5",
  forward: "M7.5 4.5 13 10l-5.5 5.5",
  down: "m5.5 7.5 4.5 5 4.5-5",
  more: "M5 10h.01M10 10h.01M15 10h.01",
  menu: "M3.5 6h13M3.5 10h13M3.5 14h13",
  send: "M4 4.5 16.5 10 4 15.5 5.5 10zM5.5 10h5",
  eye: "M2.5 10S5 5 10 5s7.5 5 7.5 5-2.5 5-7.5 5-7.5-5-7.5-5zM10 12a2 2 0 1 0 0-4 2 2 0 0 0 0 4z",
  play: "M7 5v10l8-5z",
  pause: "M7 5v10M13 5v10",
  skip: "M5 5v10l7-5zM14.5 5v10",
  code: "m7 6-4 4 4 4M13 6l4 4-4 4",
  calendar: "M4 5.5h12V16H4zM4 9h12M7.5 3.5v3M12.5 3.5v3",
  clock: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM10 6v4.2l2.8 1.8",
  flag: "M5 17V4h9l-2 3.5L14 11H5",
  sun: "M10 13a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM10 2.5v2M10 15.5v2M2.5 10h2M15.5 10h2M4.7 4.7l1.4 1.4M13.9 13.9l1.4 1.4M4.7 15.3l1.4-1.4M13.9 6.1l1.4-1.4",
  moon: "M15.5 12A6.5 6.5 0 0 1 8 4.5a6.5 6.5 0 1 0 7.5 7.5z",
  warning: "M10 3.5 17.5 16h-15zM10 8.5v3.5M10 14h.01",
  info: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM10 9v4.5M10 6.5h.01",
  bolt: "M11 2.5 4.5 11.5H9l-1 6 6.5-9H10z",
  file: "M5 3h7l3.5 3.5V17H5zM12 3v3.5h3.5",
  dots: "M10 4.5h.01M10 10h.01M10 15.5h.01",
  check: "m4.5 10.5 3.5 3.5 7.5-8",
} as const;
export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  const width = name === "more" || name === "dots" ? 2.4 : 1.5;
  return html`<svg class="icon" width=${size} height=${size} viewBox="0 0 20 20" aria-hidden="true" fill="none"
    stroke="currentColor" stroke-width=${width} stroke-linecap="round" stroke-linejoin="round"><path d=${PATHS[name]} /></svg>`;
}
