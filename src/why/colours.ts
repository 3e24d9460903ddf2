import type { ModalView } from "@slack/types";
import { leftOutLine } from "../digests/editions/left-out.ts";
import { type Person, readerOf } from "../people/use-cases.ts";
import type { Services } from "../platform/services.ts";
import { explainColour, programsOfDigest } from "./use-cases.ts";
import { chooseView, whyView } from "./view.ts";

/** Why the only program of their digest has its colour; of several it asks first which. Throws as `programsOfDigest`. */
export async function coloursView(services: Services, person: Person, editionId: string): Promise<ModalView> {
  const { programs, leftOut } = await programsOfDigest(services, person, editionId);
  const [only, ...others] = programs;
  const reader = readerOf(person);
  const view =
    only && others.length === 0
      ? whyView(reader, await explainColour(services, person, only.id, only.editionId))
      : chooseView(reader, programs);
  return { ...view, blocks: [...leftOutLine(reader, leftOut), ...view.blocks] };
}
