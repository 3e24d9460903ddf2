/** What messages said, in brief, as the plan names those to come. */
import { cadencesOf } from "../cadences/cadences.ts";
import type { Follower } from "../platform/events.ts";
import { subjectsInWords } from "../privacy/my-data-rows-in-words.ts";
import { listPlaces } from "../programs/programs.ts";
import { detailsOfMessages } from "./message-details.ts";
import { messageInBrief } from "./plan-message.ts";

export const forecastFollowers: Follower[] = [
  subjectsInWords.answeredBy(async (_, db, { workspaceId, reader, about }) => {
    const programs = new Map((await listPlaces(db, workspaceId)).map((program) => [program.id, program]));
    const found = await cadencesOf(db, workspaceId, [...programs.keys()]);
    const cadences = new Map(found.map((cadence) => [cadence.id, cadence]));
    const messages = about.map(({ kind, subject }, index) => ({ id: String(index), kind: kind ?? "", subject }));
    const details = await detailsOfMessages(db, workspaceId, messages, cadences);
    return messages.map(({ id, kind }) => {
      const { programId, cadenceId, ...step } = details.get(id) ?? { cadence: null };
      const cadence = cadences.get(cadenceId ?? "");
      if (kind === "") return messageInBrief(reader, { step, program: undefined, cadence });
      return messageInBrief(reader, { step: { ...step, kind }, program: programs.get(programId ?? ""), cadence });
    });
  }),
];
