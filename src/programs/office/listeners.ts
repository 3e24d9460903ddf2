/** How admins give the office and end it, from the settings of the workspace. */
import { type Person, readerOf } from "../../people/use-cases.ts";
import { refuseUnlessAdmin } from "../../people/use-cases-settings.ts";
import { refusalOf } from "../../platform/errors.ts";
import type { Services } from "../../platform/services.ts";
import { languageOf, textsFor } from "../../platform/texts/language.ts";
import { type Listening, onPress } from "../../slack/listening.ts";
import { labelNames, readLabels } from "../labels.ts";
import { labelTexts } from "../texts-labels.ts";
import { everyProgram, refuseWhoCannotAnswer } from "../use-cases.ts";
import { officeForm, officesView, officeView } from "./blocks.ts";
import { officeIds } from "./ids.ts";
import { endOffice, giveOffice, officesToShow } from "./use-cases.ts";

export function registerOfficeListeners(listening: Listening<Person>, services: Services): void {
  const { db } = services;
  const listView = async (actor: Person) => officesView(readerOf(actor), await officesToShow(services, actor));

  onPress(listening, officeIds.open, async ({ actor, client, triggerId }) => {
    await client.views.push({ trigger_id: triggerId, view: await listView(actor) });
  });

  onPress(listening, officeIds.give, async ({ actor, client, triggerId }) => {
    await refuseUnlessAdmin(db, actor);
    const names = labelNames(await everyProgram(db, actor.workspace_id));
    await client.views.push({ trigger_id: triggerId, view: officeView(readerOf(actor), names) });
  });

  onPress(listening, officeIds.end, async ({ actor, client, view, value }) => {
    await endOffice(services, actor, value);
    if (view) await client.views.update({ view_id: view.id, hash: view.hash, view: await listView(actor) });
  });

  officeForm.listen(listening, async ({ actor, filled, client, belowId }) => {
    const person = await listening.actorOf(filled.person, client);
    const refusal = await refusalOf(languageOf(actor.locale), () => refuseWhoCannotAnswer(person));
    if (refusal !== null) return { errors: { person: refusal } };
    const read = readLabels(filled.label);
    if ("problem" in read) {
      const { why, line } = read.problem;
      return { errors: { label: textsFor(labelTexts, readerOf(actor)).wrongLabel[why](line) } };
    }
    const [label = null] = read.labels;
    await giveOffice(services, actor, { person, label });
    if (belowId !== null) await client.views.update({ view_id: belowId, view: await listView(actor) });
    return { close: true };
  });
}
