/** Whether anything may rest on a matter of the register. Pure. */
import type { Instant } from "../platform/clock.ts";

/** Whether somebody stands by it. */
export function isConfirmed({ confirmed_at }: { confirmed_at: Instant | null }): boolean {
  return confirmed_at !== null;
}
