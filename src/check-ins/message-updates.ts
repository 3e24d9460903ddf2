/** What an answer changes in messages: the prompt becomes a receipt, the round's summary counts it. */

import { readQuestions } from "../cadences/cadences.ts";
import { enqueue, enqueueUpdate, wasDropped, withdraw } from "../delivery/outbox.ts";
import type { Person } from "../people/people.ts";
import type { Instant } from "../platform/clock.ts";
import { chunksOf, type Tx } from "../platform/database.ts";
import { rows } from "../platform/rows.ts";
import type { Services } from "../platform/services.ts";
import { addMs, MINUTE } from "../platform/time.ts";
import { isLeadRole, listSeatsOn, seatDay } from "../programs/seats.ts";
import { promptChanged } from "./events.ts";
import { receiptKind } from "./messages.ts";
import type { RoundContext } from "./rounds/context.ts";
import { summaryKind, teamSummaryKind } from "./rounds/messages.ts";
import { deliveryKeys, isLargeRound, type Prompt } from "./rounds/prompts.ts";
import type { Round } from "./rounds/rounds.ts";

/**
 * Turns the prompt's message into the receipt, and what reminded of it into a line; where no prompt was sent, the receipt
 * is a message of its own, if it may be: whoever is away is not written to because somebody answered for them.
 */
export async function showReceipt(
  services: Services,
  tx: Tx,
  prompt: Prompt,
  { round }: { round: Pick<RoundContext["round"], "closes_at"> },
  { mayPost = true }: { mayPost?: boolean } = {},
): Promise<void> {
  const { workspace_id: workspaceId } = prompt;
  const reminded = { key: deliveryKeys.reminder(prompt), keysFrom: deliveryKeys.snoozes(prompt) };
  // Nobody waits for the change of an old reminder.
  await enqueueUpdate(tx, services, { workspaceId, ...reminded, isWave: true });
  if ((await updateReceipt(services, tx, prompt)) || !mayPost) return;
  await enqueue(tx, services, receiptKind, {
    workspaceId,
    key: deliveryKeys.receipt(prompt),
    subject: { promptId: prompt.id },
    to: { personId: prompt.person_id },
    notBefore: services.clock.now(),
    expiresAt: round.closes_at > services.clock.now() ? round.closes_at : undefined,
  });
}

/** Makes the receipt of an answer anew, that of whoever answered for its author too. False: its author has none. */
export async function updateReceipt(
  services: Services,
  tx: Tx,
  prompt: Pick<Prompt, "workspace_id" | "round_id" | "person_id">,
): Promise<boolean> {
  const { workspace_id: workspaceId, person_id: personId } = prompt;
  await promptChanged.happened(services, tx, { workspaceId, personId });
  await enqueueUpdate(tx, services, { workspaceId, keysFrom: deliveryKeys.delegate(prompt, "") });
  for (const keyOf of [deliveryKeys.prompt, deliveryKeys.askedAgain, deliveryKeys.receipt])
    if ((await enqueueUpdate(tx, services, { workspaceId, key: keyOf(prompt) })) === "updated") return true;
  return false;
}

/**
 * Takes the buttons off what was sent of a round, as it takes no answer any more. Those of a large round stay, and say so when
 * they are pressed: so many updates would hold up those who are asked now.
 */
export async function showClosed(
  services: Pick<Services, "clock" | "ids">,
  tx: Tx,
  { workspace_id: workspaceId, id }: Pick<RoundContext["round"], "workspace_id" | "id">,
): Promise<void> {
  if (await isLargeRound(tx, workspaceId, id)) return;
  for (const keysFrom of deliveryKeys.ofRound(id))
    await enqueueUpdate(tx, services, { workspaceId, keysFrom, isWave: true });
}

/** What is expected of objectives is read by everybody once nobody is to answer any more. */
export async function showOutlook(
  services: Pick<Services, "clock" | "ids">,
  tx: Tx,
  { workspace_id: workspaceId, id, question_set_id: setId }: Round,
): Promise<void> {
  const set = await rows(tx, "question_set", workspaceId).find({ id: setId });
  if (!set || !readQuestions(set.questions).some(({ type }) => type === "objectives")) return;
  for (const keysFrom of [deliveryKeys.summary(id), deliveryKeys.teamSummaries(id)])
    await enqueueUpdate(tx, services, { workspaceId, keysFrom });
}

/**
 * The round's message in the channel, or where that may not show it, to each of its team, comes when the round is due, and is
 * corrected while the round is open. A large round has none: it would not fit, and each answer would change it for everybody.
 */
export async function showInSummary(
  services: Services,
  tx: Tx,
  { round, cadence, program }: RoundContext,
): Promise<void> {
  const now = services.clock.now();
  const { workspace_id: workspaceId } = round;
  if (round.closes_at <= now || (await isLargeRound(tx, workspaceId, round.id))) return;
  const key = deliveryKeys.summary(round.id);
  const { channel_id: channelId } = program;
  const shown = { workspaceId, keysFrom: key };
  const isShown = (await enqueueUpdate(tx, services, shown)) !== "none";
  // One that had nothing to show when it was due comes once there is something.
  const mayRepeat = isShown && channelId !== null && (await wasDropped(tx, shown));
  const dueAt = round.due_at > now ? round.due_at : now;
  const subject = { roundId: round.id };
  if (channelId !== null && (!isShown || mayRepeat))
    await enqueue(tx, services, summaryKind, {
      workspaceId,
      notBefore: dueAt,
      key,
      subject,
      to: { channelId },
      mayRepeat,
    });
  const keysFrom = deliveryKeys.teamSummaries(round.id);
  const isInMornings = (await enqueueUpdate(tx, services, { workspaceId, keysFrom })) !== "none";
  if (isInMornings || cadence.disclosure !== "team") return;
  const seats = await listSeatsOn(tx, program, seatDay(now));
  const team = seats.filter(({ role }) => isLeadRole(role) || role === "team");
  for (const personId of new Set(team.map((seat) => seat.person_id)))
    await enqueue(tx, services, teamSummaryKind, {
      workspaceId,
      // By then it is known whether the channel has it.
      notBefore: addMs(dueAt, CHANNEL_FIRST_MS),
      key: `${keysFrom}${personId}`,
      subject: { ...subject, personId },
      to: { personId },
    });
}

const CHANNEL_FIRST_MS = 5 * MINUTE;

/** Drops the summaries that wait for this person, where they read the answers in the report of that period. */
export async function withdrawSummaries(
  tx: Tx,
  { workspace_id: workspaceId, id: personId }: Person,
  { checkInIds, period, now }: { checkInIds: readonly string[]; period: string; now: Instant },
): Promise<void> {
  const inReport = new Set<string>();
  for (const ids of chunksOf(checkInIds))
    for (const row of await rows(tx, "check_in", workspaceId).list({ id: ids })) inReport.add(row.round_id);
  const rounds = await rows(tx, "round", workspaceId).list({ id: [...inReport], period });
  // What is answered until the round is due comes in the summary alone.
  for (const { id } of rounds.filter(({ due_at: dueAt }) => dueAt <= now))
    await withdraw(tx, workspaceId, { keysFrom: deliveryKeys.teamSummaries(id), personId }, "in_a_report");
}
