import { randomBytes } from "node:crypto";
import type { Clock } from "./clock.ts";

export interface Ids {
  /** A new UUIDv7 (RFC 9562 §5.7): ids made later sort later, also within one millisecond of one process. */
  next(): string;
}

export function uuidV7(clock: Clock): Ids {
  let lastMs = 0;
  let counter = 0;
  return {
    next() {
      const ms = Math.max(Date.parse(clock.now()), lastMs);
      counter = ms === lastMs ? counter + 1 : randomBytes(2).readUInt16BE() & 0x7ff;
      // RFC 9562 §6.2: when the 12-bit counter is used up, take the next millisecond.
      const overflow = counter > 0xfff;
      lastMs = overflow ? ms + 1 : ms;
      if (overflow) counter = 0;
      const time = lastMs.toString(16).padStart(12, "0");
      const tail = randomBytes(8);
      tail.writeUInt8((tail.readUInt8(0) & 0x3f) | 0x80, 0);
      const hex = tail.toString("hex");
      return `${time.slice(0, 8)}-${time.slice(8)}-7${counter.toString(16).padStart(3, "0")}-${hex.slice(0, 4)}-${hex.slice(4)}`;
    },
  };
}
