/** Who hears of a message that Slack has refused for good: its reader, whoever leads, whoever owns what it is about. */
import { z } from "zod";
import { messageRefused } from "../delivery/events.ts";
import { sendUndelivered } from "../delivery/undelivered.ts";
import type { Tx } from "../platform/database.ts";
import { rows } from "../platform/rows.ts";
import { isLeadRole, seatDay, seatsByProgram } from "../programs/seats.ts";

/** Slack takes no other message to them either. */
const UNREACHABLE = ["channel_not_found", "user_not_found", "user_disabled", "cannot_dm_bot", "messages_tab_disabled"];

/** What a subject names of what it is about. */
const namedIn = z.looseObject({
  programId: z.string().optional(),
  itemId: z.string().optional(),
  promptId: z.string().optional(),
  roundId: z.string().optional(),
  reportId: z.string().optional(),
  on: z.string().optional(),
  ownerId: z.string().optional(),
});
type Named = z.infer<typeof namedIn>;

export const undeliveredFollower = messageRefused.followedBy(
  async (services, tx, { workspaceId, deliveryId, personId: readerId, error, messages }) => {
    const concerned = new Set(UNREACHABLE.includes(error) ? [] : [readerId]);
    const programIds = new Set<string>();
    for (const { subject } of messages) {
      const about = await aboutIn(tx, workspaceId, namedIn.parse(JSON.parse(subject)));
      for (const id of about.programIds) programIds.add(id);
      for (const id of about.ownerIds) if (id !== readerId) concerned.add(id);
    }
    const seats = await seatsByProgram(tx, workspaceId, [...programIds], seatDay(services.clock.now()));
    for (const { role, person_id: id } of [...seats.values()].flat())
      if (isLeadRole(role) && id !== readerId) concerned.add(id);
    await sendUndelivered(services, tx, { workspaceId, deliveryId, readerId }, concerned);
  },
);

/** The programs that a message is about, and who owns what of them it is about. */
async function aboutIn(
  tx: Tx,
  workspaceId: string,
  named: Named,
): Promise<{ programIds: string[]; ownerIds: string[] }> {
  const { programId, itemId, promptId, reportId } = named;
  const prompt = promptId === undefined ? undefined : await rows(tx, "prompt", workspaceId).find({ id: promptId });
  const roundId = named.roundId ?? prompt?.round_id;
  const round = roundId === undefined ? undefined : await rows(tx, "round", workspaceId).find({ id: roundId });
  const report = reportId === undefined ? undefined : await rows(tx, "report", workspaceId).find({ id: reportId });
  const item = itemId === undefined ? undefined : await rows(tx, "item", workspaceId).find({ id: itemId });
  const ids = [programId, round?.program_id, report?.program_id, item?.program_id];
  const owners = [item?.owner_id, item?.raised_by, named.ownerId];
  return {
    programIds: ids.flatMap((id) => id ?? []),
    ownerIds: owners.flatMap((id) => id ?? []),
  };
}
