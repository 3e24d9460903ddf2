/** Who sits for a portfolio over a program with a workshop on the same day is asked once, by the portfolio. */
import { type Cadence, cadencesOf } from "../../cadences/cadences.ts";
import { listAskedNext } from "../../cadences/participants.ts";
import { occurrences } from "../../cadences/recurrence/occurrences.ts";
import { isWorkshop } from "../../cadences/templates.ts";
import type { Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { addLocalDays, type LocalDate } from "../../platform/time.ts";
import { portfolioSeatsOver } from "../../programs/coverage.ts";

/** The ids of those whom the workshop of a portfolio over the program asks for the workshop on that day. */
export async function askedByPortfolio(
  services: Pick<Services, "clock">,
  tx: Tx,
  cadence: Cadence,
  day: LocalDate,
): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  if (!isWorkshop(cadence)) return ids;
  const { workspace_id: workspaceId, program_id: programId } = cadence;
  const over = (await portfolioSeatsOver(tx, workspaceId, [programId], services.clock.now())).get(programId) ?? [];
  const portfolioIds = [...new Set(over.map(({ portfolioId }) => portfolioId))];
  for (const other of await cadencesOf(tx, workspaceId, portfolioIds, "active"))
    if (isWorkshop(other) && isOn(other, day))
      for (const { id } of await listAskedNext(tx, other, services)) ids.add(id);
  return ids;
}

function isOn({ timing }: Cadence, day: LocalDate): boolean {
  const [next] = occurrences(timing, { after: addLocalDays(day, -1) }).take(1);
  return next?.key === day;
}
