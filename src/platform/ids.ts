import { randomFillSync } from "node:crypto";
import type { Clock } from "./clock.ts";

export interface Ids {
  /** A new UUIDv7 (RFC 9562 §5.7); later ids sort later, even within a millisecond of a process. */
  next(): string;
}

/** Random bytes per fetch: ten cost as much as thousands. */
const POOL_BYTES = 4096;
const BYTES_EACH = 10;

export function uuidV7(clock: Clock): Ids {
  let lastMs = 0;
  let counter = 0;
  const pool = Buffer.alloc(POOL_BYTES);
  let used = POOL_BYTES;
  const someChance = (): Buffer => {
    if (used + BYTES_EACH > POOL_BYTES) {
      randomFillSync(pool);
      used = 0;
    }
    used += BYTES_EACH;
    return pool.subarray(used - BYTES_EACH, used);
  };
  return {
    next() {
      const ms = Math.max(Date.parse(clock.now()), lastMs);
      const chance = someChance();
      counter = ms === lastMs ? counter + 1 : chance.readUInt16BE(0) & 0x7ff;
      // RFC 9562 §6.2: when the 12-bit counter overflows, use the next millisecond.
      const overflow = counter > 0xfff;
      lastMs = overflow ? ms + 1 : ms;
      if (overflow) counter = 0;
      const time = lastMs.toString(16).padStart(12, "0");
      chance.writeUInt8((chance.readUInt8(2) & 0x3f) | 0x80, 2);
      const hex = chance.toString("hex", 2);
      return `${time.slice(0, 8)}-${time.slice(8)}-7${counter.toString(16).padStart(3, "0")}-${hex.slice(0, 4)}-${hex.slice(4)}`;
    },
  };
}

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export function isId(text: string): boolean {
  return ID.test(text);
}

/** Creation time of an id in milliseconds; 0 if it is no id. */
export function createdAtMs(id: string): number {
  return isId(id) ? Number.parseInt(id.replace("-", "").slice(0, 12), 16) : 0;
}
