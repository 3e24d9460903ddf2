import { type AudienceSource, sourceMember, sourceOf } from "../cadences/audience.ts";
import { audienceByIds, createCadence } from "../cadences/use-cases.ts";
import { refreshSubscriptions } from "../digests/use-cases.ts";
import { getPersonByHandle, type Person } from "../people/use-cases.ts";
import type { Services } from "../platform/services.ts";
import { inTransaction } from "../platform/transaction.ts";
import type { Program } from "./repository.ts";
import { type SetupFile, seatsOf } from "./setup-file.ts";
import { createProgram } from "./use-cases.ts";

/**
 * Creates the programs and cadences of a file as `actor`, all or none: the same use cases as the screens.
 * `channelIdOf` finds the channel of a program, `readSource` a channel or group of an audience, and reads who is in it.
 * Throws what the use cases throw, and PERSON_UNKNOWN.
 */
export async function setup(
  services: Services,
  actor: Person,
  file: SetupFile,
  channelIdOf: (program: SetupFile["programs"][number]) => Promise<string | null>,
  readSource: (source: AudienceSource) => Promise<AudienceSource> = async (source) => source,
): Promise<void> {
  const channels = new Map<string, string | null>();
  for (const program of file.programs) channels.set(program.key, await channelIdOf(program));
  const sources = new Map<string, AudienceSource>();
  for (const member of new Set(file.cadences.flatMap(({ audience }) => audience))) {
    const source = sourceOf(member);
    if (source) sources.set(member, await readSource(source));
  }
  await inTransaction(services.db, async (tx) => {
    const person = (handle: string) => getPersonByHandle(tx, actor.workspace_id, handle);
    const programs = new Map<string, Program>();
    for (const program of file.programs) {
      const seats = [];
      for (const seat of seatsOf(program)) seats.push({ role: seat.role, person: await person(seat.person) });
      const { key, title, purpose, flagship, visibility } = program;
      const channelId = channels.get(key) ?? null;
      const input = { key, title, purpose, flagship, visibility, channelId, seats };
      programs.set(key, await createProgram(services, tx, actor, input));
    }
    const idOf = async (handle: string) => (await person(handle)).id;
    const sourceIn = (source: AudienceSource) => sources.get(sourceMember(source)) ?? source;
    for (const cadence of file.cadences) {
      const program = programs.get(cadence.program);
      if (!program) throw new Error(`The set-up file was not checked: no program ${cadence.program}`);
      const audience = await audienceByIds(cadence.audience, idOf, sourceIn);
      const readers = await audienceByIds(cadence.readers, idOf, sourceIn);
      const first: string[] = [];
      for (const handle of cadence.pilot?.people ?? []) first.push(await idOf(handle));
      const pilot = cadence.pilot && { ...cadence.pilot, people: first };
      await createCadence(services, tx, actor, { ...cadence, program, audience, readers, pilot });
    }
    await refreshSubscriptions(tx, services, actor.workspace_id);
  });
}
