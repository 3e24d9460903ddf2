import { type Person, readerOf } from "../../people/use-cases.ts";
import type { Services } from "../../platform/services.ts";
import { type Listening, onPressOf, type Press } from "../../platform/slack/listening.ts";
import {
  type AllGoingUpValue,
  allGoingUpPressed,
  allGoingUpValue,
  allGoingUpView,
  goesUpPressed,
  goesUpValue,
} from "./blocks.ts";
import { decideGoingUp, readGoingUp } from "./use-cases.ts";

export function registerGoingUpListeners(listening: Listening<Person>, services: Services): void {
  const viewOf = async (actor: Person, { page, ...of }: AllGoingUpValue) =>
    allGoingUpView(readerOf(actor), await readGoingUp(services, actor, of), page);

  onPressOf(listening, goesUpPressed, goesUpValue, async ({ actor, value, view: open, client }) => {
    await decideGoingUp(services, actor, value);
    if (open) await update(client, open, await viewOf(actor, stateOf(open)));
  });

  onPressOf(listening, allGoingUpPressed, allGoingUpValue, async (press) => {
    const view = await viewOf(press.actor, press.value);
    await (press.view ? update(press.client, press.view, view) : press.open(view));
  });
}

type Open = NonNullable<Press<Person>["view"]>;

function stateOf({ privateMetadata }: Open): AllGoingUpValue {
  return allGoingUpValue.parse(JSON.parse(privateMetadata));
}

async function update(
  client: Press<Person>["client"],
  { id, hash }: Open,
  view: ReturnType<typeof allGoingUpView>,
): Promise<void> {
  await client.views.update({ view_id: id, hash, view });
}
