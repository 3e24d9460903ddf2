/** The ways in of meetings, filled by somebody who leads: a topic, a record, what it becomes. */
import { setDates } from "../../src/meetings/dates.ts";
import { addMs, MINUTE } from "../../src/platform/time.ts";
import { acting } from "../support/acting.ts";
import type { Story } from "./filling.ts";

/** The team of Atlas, in which Zoé takes the chair and types it up. */
export async function inMeetings({ run, zoe, me, atlas: programId }: Story): Promise<void> {
  // It is recorded from a quarter of an hour before it begins.
  const [first = "", time = ""] = addMs(run.clock.now(), 10 * MINUTE).split("T");
  const at = time.slice(0, "HH:MM".length);
  const dates = { first, repeats: "once" as const, also: [], at, zone: "Europe/London", place: "" };
  const ctx = acting(run.app.services, me);
  const [meeting] = await setDates(ctx, { programId, kind: "team", dates, quorum: null });
  if (!meeting) throw new Error("Nothing is planned");
  await run.settle();
  await zoe.form("meeting.add", meeting.id, { minutes: "10" });

  const way = "submit meeting.record_form";
  const action = `${zoe.word(way, "actions_0")}, Tom Baker, 2026-12-18`;
  await zoe.form("meeting.record", meeting.id, { actions_0: action });
  await zoe.form("meeting.close", meeting.id);
}
