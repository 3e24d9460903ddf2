/** Whoever reads a digest thanks a team of it, in their own words, where the team is. */
import { enqueue } from "../../delivery/use-cases.ts";
import { may } from "../../people/rules-rights.ts";
import type { Person } from "../../people/use-cases.ts";
import { storableText } from "../../platform/database.ts";
import { errorTable } from "../../platform/errors.ts";
import type { Services } from "../../platform/services.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { listProgramsFor } from "../../programs/use-cases.ts";
import { readOwnMessage } from "../home/use-cases.ts";
import { thanksKind } from "./messages.ts";
import { hasChannel } from "./rules.ts";

const failure = errorTable({
  NOBODY_TO_THANK: {
    en: () => "You no longer have a role in these programs, or none has a channel. Leads set the channel.",
    fr: () =>
      "Vous n’avez plus de rôle dans ces programmes, ou aucun n’a de canal. Les responsables d’un programme en choisissent le canal.",
  },
});

interface Thanked {
  id: string;
  title: string;
  channelId: string;
}

/** The programs that this digest tells of, which have a channel and are theirs by a role. Throws as `readOwnMessage`, NOBODY_TO_THANK. */
export async function teamsToThank(
  services: Pick<Services, "db" | "clock" | "events">,
  person: Person,
  editionId: string,
): Promise<Thanked[]> {
  const told = await readOwnMessage(services, person, editionId);
  const keys = new Set(told.flatMap(({ document }) => document.programs.map(({ key }) => key)));
  const known = await listProgramsFor(services.db, person, services);
  const thanked = known.flatMap(({ program, standings }): Thanked[] => {
    const { id, title, key, channel_id: channelId } = program;
    const isTheirs = keys.has(key) && may(standings, "read-record") && hasChannel(program);
    return isTheirs && channelId !== null ? [{ id, title, channelId }] : [];
  });
  if (thanked.length === 0) throw failure("NOBODY_TO_THANK");
  return thanked;
}

/** Posts their words once, however often the form is sent. Returns the program. Throws as `teamsToThank`. */
export async function thankTeam(
  services: Pick<Services, "db" | "clock" | "events" | "ids">,
  person: Person,
  { editionId, programId, words, viewId }: { editionId: string; programId: string; words: string; viewId: string },
): Promise<{ title: string }> {
  const team = (await teamsToThank(services, person, editionId)).find(({ id }) => id === programId);
  if (!team) throw failure("NOBODY_TO_THANK");
  await inTransaction(services.db, (tx) =>
    enqueue(tx, services, thanksKind, {
      workspaceId: person.workspace_id,
      key: `thanks:${viewId}`,
      subject: { programId, personId: person.id, words: storableText(words) },
      to: { channelId: team.channelId },
      notBefore: services.clock.now(),
    }),
  );
  return team;
}
