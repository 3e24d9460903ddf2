/** A team to thank, below the message of a sponsor's week: nothing is sent for it. */
import type { KnownBlock } from "@slack/types";
import { personById } from "../../people/use-cases.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { Looking } from "../../platform/events.ts";
import { button, escapeMrkdwn, section, shorten } from "../../platform/slack/blocks.ts";
import { type Reader, shortDate, textsFor } from "../../platform/texts/language.ts";
import { addMs, DAY, localDateOf } from "../../platform/time.ts";
import { listProgramsFor } from "../../programs/use-cases.ts";
import { shownTitle } from "../../register/rules.ts";
import { hasChannel } from "../../reports/digest-reading.ts";
import { digestIds } from "../../reports/ids.ts";
import { lastThanked } from "../../reports/thanks.ts";
import { promisedBy } from "../kept/commitments.ts";
import { listCommitments } from "../kept/repository.ts";
import { DAYS, reasonToThank, type Team } from "./rules.ts";
import { thankingTexts } from "./texts.ts";

/** A day more than the rule looks back, which is of whole days. */
const LOOKED_BACK_MS = (DAYS + 1) * DAY;
const LONGEST_PROGRAM = 150;
const LONGEST_PROMISE = 300;

/** One at most: of the programs that they sponsor, where the team has a channel. */
export async function teamToThank(
  services: Looking,
  db: Db | Tx,
  { workspaceId, personId, reader, now }: { workspaceId: string; personId: string; reader: Reader; now: Instant },
): Promise<KnownBlock[]> {
  const known = await listProgramsFor(db, await personById(db, workspaceId, personId), services);
  const sponsored = known.flatMap(({ program, standings }) =>
    standings.includes("sponsor") && hasChannel(program) ? [program] : [],
  );
  if (sponsored.length === 0) return [];
  const programIds = sponsored.map(({ id }) => id);
  const items = Map.groupBy(
    await listCommitments(db, { workspaceId, programIds, endedAfter: addMs(now, -LOOKED_BACK_MS) }),
    ({ program_id: id }) => id,
  );
  const teams: Team[] = [];
  for (const { id, title } of sponsored) {
    const promises = (items.get(id) ?? []).flatMap((item) => {
      const promised = item.type === "action" ? promisedBy(item) : null;
      return promised && promised.doneOn !== null ? [{ ...promised, title: shownTitle(item) }] : [];
    });
    if (promises.length === 0) continue;
    const at = await lastThanked(db, workspaceId, id, personId);
    teams.push({ program: { id, title }, promises, thankedOn: at === null ? null : localDateOf(at, "UTC") });
  }
  const reason = reasonToThank(teams, localDateOf(now, "UTC"));
  if (!reason) return [];
  const texts = textsFor(thankingTexts, reader);
  const program = escapeMrkdwn(shorten(reason.program.title, LONGEST_PROGRAM));
  const promise = `${reason.code} ${escapeMrkdwn(shorten(reason.title, LONGEST_PROMISE))}`;
  return [
    section(
      texts.line(program, promise, shortDate(reader, reason.doneOn)),
      button(digestIds.thankTeam, texts.button, { value: reason.program.id }),
    ),
  ];
}
