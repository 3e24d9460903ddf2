/** What of a set-up goes beyond the last dossier that was handed over: a file is asked about as the screens are. */

import { cadenceByKey } from "../cadences/use-cases.ts";
import type { Person } from "../people/use-cases.ts";
import type { Services } from "../platform/services.ts";
import type { Reader } from "../platform/texts/language.ts";
import type { LocalDate } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import { beyondDossier, type Change, consulted } from "../settings/events.ts";
import type { CadenceStep, SetupStep } from "./use-cases.ts";

type Steps = readonly SetupStep[];

/** In words; nothing where no dossier was handed over. `change`: as of `takeStep`. */
export async function beyondOf(
  services: Pick<Services, "db" | "clock" | "events">,
  { workspace_id: workspaceId }: Pick<Person, "workspace_id">,
  steps: Steps,
  { change, reader }: { change: boolean; reader: Pick<Reader, "locale"> },
): Promise<string[]> {
  const changes = await changesIn(services, workspaceId, steps, change);
  const beyond = await beyondDossier.of(services, services.db, { workspaceId, changes, reader });
  return beyond.map(({ sentence }) => sentence);
}

/** What these steps did is what was consulted on. Throws HANDED_OVER_AHEAD. */
export async function noteConsultedOn(
  services: Services,
  { workspace_id: workspaceId }: Pick<Person, "workspace_id">,
  steps: Steps,
  { change, on, reference }: { change: boolean; on: LocalDate; reference: string },
): Promise<void> {
  const changes = await changesIn(services, workspaceId, steps, change);
  await inTransaction(services.db, (tx) =>
    consulted.happened(services, tx, { workspaceId, actorId: null, changes, on, reference }),
  );
}

async function changesIn(
  { db }: Pick<Services, "db">,
  workspaceId: string,
  steps: Steps,
  change: boolean,
): Promise<Change[]> {
  const changes: Change[] = [];
  for (const { known, wanted, differences, cadences } of steps) {
    const { title, visibility, channelId } = wanted;
    const isAsKnown = known !== null && !change;
    const program = isAsKnown ? known : { title, visibility, channel_id: channelId };
    if (known && change && differences.length > 0)
      changes.push({ of: "program", programId: known.id, visibility, channelId });
    for (const step of cadences) {
      if (step.known && !(change && step.differences.length > 0)) continue;
      const cadence = step.known ?? (await cadenceByKey(db, workspaceId, step.file.key));
      changes.push({ of: "check-in", draft: draftOf(step, cadence), program });
    }
  }
  return changes;
}

function draftOf(
  { file: { template }, wanted }: CadenceStep,
  cadence: { id: string; title: string | null } | undefined,
) {
  const { rule, audience, readers, disclosure, questions, isRequired } = wanted;
  return {
    cadenceId: cadence?.id ?? null,
    template,
    title: cadence?.title ?? "",
    rule,
    audience: [...audience],
    readers: [...readers],
    disclosure,
    questions: [...questions],
    isRequired,
  };
}
