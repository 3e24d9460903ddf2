/** What has changed with the last release, for whom: pure. */
import type { SeatRole } from "../programs/table.ts";

/** The release whose changes are told; each change of what people know gets a new one. */
export const RELEASE = "2026-11";

/** To whom a change is told: who is asked, who leads, who reads as an executive, who decides for the workspace. */
export type Concerned = "asked" | "lead" | "executive" | "admin";

/** In the order in which they are told. */
export function concernsOf({ roles, isAdmin }: { roles: readonly SeatRole[]; isAdmin: boolean }): Concerned[] {
  const leads = roles.some((role) => role === "lead" || role === "deputy");
  const decides = roles.some((role) => role === "sponsor" || role === "steering");
  return [
    ...(leads || roles.includes("team") ? (["asked"] as const) : []),
    ...(leads ? (["lead"] as const) : []),
    ...(decides ? (["executive"] as const) : []),
    ...(isAdmin ? (["admin"] as const) : []),
  ];
}
