import { offerIds, programValue } from "../digests/offers.ts";
import { healthIds } from "../health/ids.ts";
import { type Person, readerOf } from "../people/use-cases.ts";
import type { Services } from "../platform/services.ts";
import { type Listening, onPress } from "../platform/slack/listening.ts";
import { localDateOf } from "../platform/time.ts";
import { coloursView } from "./colours.ts";
import { openWhy } from "./opening.ts";
import { chooseProgramView, programView } from "./program/blocks.ts";
import { programsToOpen, readProgram } from "./program/use-cases.ts";

export function registerWhyListeners(listening: Listening<Person>, services: Services): void {
  onPress(listening, healthIds.why, (press) => openWhy(services, press, press.value));

  // In messages that were sent when it was a button of theirs.
  onPress(listening, healthIds.whyDigest, async (press) => {
    await press.open(await coloursView(services, press.actor, press.value));
  });

  onPress(listening, offerIds.openProgram, async (press) => {
    const { actor } = press;
    const read = await readProgram(services, actor, programValue.parse(press.value));
    await press.open(programView(readerOf(actor), localDateOf(services.clock.now(), actor.zone), read));
  });

  onPress(listening, offerIds.chooseProgram, async (press) => {
    const { actor, value } = press;
    await press.open(chooseProgramView(readerOf(actor), await programsToOpen(services, actor, value)));
  });
}
