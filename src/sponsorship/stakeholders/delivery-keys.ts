import type { LocalDate } from "../../platform/time.ts";

/** `monday`: of the week whose contacts it counts. */
export function dueKey(personId: string, monday: LocalDate): string {
  return `contacts-due:${personId}:${monday}`;
}
