/** Opens what answers *Why this status?*, by whatever it was asked. */
import { colourValue } from "../health/why-menu.ts";
import { type Person, readerOf } from "../people/use-cases.ts";
import type { Services } from "../platform/services.ts";
import type { Press } from "../platform/slack/listening.ts";
import { explainColour } from "./use-cases.ts";
import { whyView } from "./view.ts";

export async function openWhy(services: Services, { actor, open }: Press<Person>, value: string): Promise<void> {
  const { programId, editionId } = colourValue.parse(value);
  await open(whyView(readerOf(actor), await explainColour(services, actor, programId, editionId)));
}
