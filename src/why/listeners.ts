import { leftOutLine } from "../digests/editions/left-out.ts";
import { healthIds } from "../health/ids.ts";
import { colourValue } from "../health/why-menu.ts";
import { type Person, readerOf } from "../people/use-cases.ts";
import type { Services } from "../platform/services.ts";
import { type Listening, onPress } from "../platform/slack/listening.ts";
import { explainColour, programsOfDigest } from "./use-cases.ts";
import { chooseView, whyView } from "./view.ts";

export function registerWhyListeners(listening: Listening<Person>, services: Services): void {
  onPress(listening, healthIds.why, async (press) => {
    const { programId, editionId } = colourValue.parse(press.value);
    const explained = await explainColour(services, press.actor, programId, editionId);
    await press.open(whyView(readerOf(press.actor), explained));
  });

  onPress(listening, healthIds.whyDigest, async (press) => {
    const { actor } = press;
    const { programs, leftOut } = await programsOfDigest(services, actor, press.value);
    const [first, ...others] = programs;
    if (!first) return;
    const reader = readerOf(actor);
    const view =
      others.length > 0
        ? chooseView(reader, programs)
        : whyView(reader, await explainColour(services, actor, first.id, first.editionId));
    await press.open({ ...view, blocks: [...leftOutLine(reader, leftOut), ...view.blocks] });
  });
}
