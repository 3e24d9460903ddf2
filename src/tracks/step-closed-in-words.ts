/** What a message about a step says once there is nothing to do on it: it waits again, or is over. */
import { lastApproval } from "../approvals/approvals.ts";
import type { SendContext } from "../delivery/message-kind.ts";
import { namesOf } from "../people/people.ts";
import { list, type Reader, shortDate, textsFor, withoutFullStop } from "../platform/texts/language.ts";
import { localDateOf } from "../platform/time.ts";
import type { Item } from "../register/items.ts";
import { escapeMrkdwn } from "../slack/blocks.ts";
import { trackTexts } from "./texts.ts";
import { listTracks, type StepInTrack, stepsBefore, stepsOf, type TrackStep } from "./tracks.ts";
import { heldInWords } from "./work/brief.ts";

/** The step of an item that it had before it waited again; undefined: its track runs no more, or has it no more. */
export async function stepTakenBack(
  { db, workspaceId }: SendContext,
  item: Item | undefined,
): Promise<StepInTrack | undefined> {
  if (item?.type !== "step") return undefined;
  const { trackId, key } = item.details;
  const [track] = await listTracks(db, workspaceId, { id: trackId, state: "running" });
  const all = track ? await stepsOf(db, workspaceId, [track]) : [];
  const step = all.find((each) => each.key === key);
  return step && { step, all };
}

/** It waits again: for the steps before it, for whoever asked for the work, or until the day of a hold. */
export async function waitsInWords(
  { db, workspaceId, now }: SendContext,
  reader: Reader,
  item: Item | undefined,
  known: StepInTrack | undefined,
): Promise<string> {
  const texts = textsFor(trackTexts, reader).step;
  const sentBack = texts.sentBack(shortDate(reader, localDateOf(item?.closed_at ?? now, reader.zone)));
  if (!known) return sentBack;

  const { step, all } = known;
  const { workRequest } = step.track;
  const held = workRequest && (await heldInWords(db, reader, workRequest.id, workspaceId));
  if (held) return held;
  const missing = stepsBefore(step, all).filter(({ stands }) => stands.done_at === null);
  const titles = missing.map(({ title }) => escapeMrkdwn(withoutFullStop(textsFor(title, reader))));
  return titles.length === 0 ? sentBack : `${sentBack} ${texts.comesBack(list(reader, titles))}`;
}

/** Done or dropped; of a gate who approves it and by when, and what they decided. */
export async function overInWords(
  { db, workspaceId }: SendContext,
  reader: Reader,
  { id, state }: Item,
  step: TrackStep,
): Promise<string> {
  const texts = textsFor(trackTexts, reader).step;
  const over = state === "done" ? texts.done : texts.dropped;
  const last = step.gate ? await lastApproval(db, { workspaceId, kind: "step", id }) : undefined;
  if (!last || step.track.state === "stopped") return over;

  const { asked_of: askedOf, by_id: byId, at } = last;
  const names = await namesOf(db, workspaceId, [askedOf, byId]);
  const nameOf = (personId: string | null) => escapeMrkdwn(names.get(personId ?? "") ?? "");
  if (last.state === "asked") {
    const day = step.approveBy === null ? "" : shortDate(reader, step.approveBy);
    return `${over} ${texts.waitsFor(nameOf(askedOf), day)}`;
  }
  if (last.state !== "approved" || at === null) return over;
  return `${over} ${texts.approvedBy(nameOf(byId), shortDate(reader, localDateOf(at, reader.zone)))}`;
}
