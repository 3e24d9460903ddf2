/** Who hears of a message that Slack has refused for good: its reader, whoever leads, whoever owns or asked what it is about. */
import { messageRefused } from "../delivery/events.ts";
import type { About } from "../delivery/message-kind.ts";
import { sendUndelivered } from "../delivery/undelivered.ts";
import type { Tx } from "../platform/database.ts";
import { rows } from "../platform/rows.ts";
import { isLeadRole, seatDay, seatsByProgram } from "../programs/seats.ts";

/** Slack takes no other message to them either. */
const UNREACHABLE = ["channel_not_found", "user_not_found", "user_disabled", "cannot_dm_bot", "messages_tab_disabled"];

export const undeliveredFollower = messageRefused.followedBy(
  async (services, tx, { workspaceId, deliveryId, personId: readerId, error, abouts }) => {
    const { programIds, ownerIds } = await concernedBy(tx, workspaceId, abouts);
    const seats = await seatsByProgram(tx, workspaceId, programIds, seatDay(services.clock.now()));
    const leads = [...seats.values()].flat().filter(({ role }) => isLeadRole(role));
    const others = [...ownerIds, ...leads.map(({ person_id: id }) => id)].filter((id) => id !== readerId);
    const concerned = new Set([...(UNREACHABLE.includes(error) ? [] : [readerId]), ...others]);
    await sendUndelivered(services, tx, { workspaceId, deliveryId, readerId }, concerned);
  },
);

/** The programs that messages are about, and who owns or asked what of them they are about. */
async function concernedBy(
  tx: Tx,
  workspaceId: string,
  abouts: readonly About[],
): Promise<{ programIds: string[]; ownerIds: string[] }> {
  const idsOf = (table: "program" | "item" | "prompt" | "round" | "report") => [
    ...new Set(abouts.flatMap((about) => about[table] ?? [])),
  ];
  const prompts = await rows(tx, "prompt", workspaceId).list({ id: idsOf("prompt") });
  const roundIds = [...idsOf("round"), ...prompts.map(({ round_id: id }) => id)];
  const rounds = await rows(tx, "round", workspaceId).list({ id: roundIds });
  const reports = await rows(tx, "report", workspaceId).list({ id: idsOf("report") });
  const items = await rows(tx, "item", workspaceId).list({ id: idsOf("item") });
  const within = [...rounds, ...reports, ...items].map(({ program_id: id }) => id);
  return {
    programIds: [...new Set([...idsOf("program"), ...within])],
    ownerIds: items.flatMap(({ owner_id: ownerId, raised_by: raiserId }) => [ownerId ?? [], raiserId ?? []].flat()),
  };
}
