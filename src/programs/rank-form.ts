/** The form in which programs are put in order. */
import type { KnownBlock } from "@slack/types";
import { z } from "zod";
import { type Person, readerOf } from "../people/people.ts";
import type { Services } from "../platform/services.ts";
import { textsFor } from "../platform/texts/language.ts";
import { actions, button, option, shorten } from "../slack/blocks.ts";
import { menus } from "../slack/forms/field-kinds.ts";
import { Form } from "../slack/forms/form.ts";
import { COMPOSITION_LIMITS } from "../slack/limits.ts";
import { doneView, type Listening, onPress } from "../slack/listening.ts";
import { programIds } from "./program-menu-and-buttons.ts";
import { programsToRank, rankPrograms } from "./ranking.ts";
import { portfolioTexts } from "./texts-portfolio.ts";

export const rankForm = new Form({
  id: programIds.rankForm,
  state: z.strictObject({}),
  fields: z.strictObject({ order: menus() }),
});

/** Where somebody may put two programs or more in order. */
export async function rankButton(services: Pick<Services, "db" | "clock">, person: Person): Promise<KnownBlock[]> {
  if ((await programsToRank(services, person)).length < 2) return [];
  return [actions("portfolio.rank", button(programIds.rank, textsFor(portfolioTexts, person).rank))];
}

export function listenToRanking(listening: Listening<Person>, services: Services): void {
  onPress(listening, programIds.rank, async ({ actor, client, triggerId }) => {
    const texts = textsFor(portfolioTexts, readerOf(actor));
    const programs = await programsToRank(services, actor);
    const view = rankForm.view({
      state: {},
      title: texts.rankTitle,
      submit: texts.save,
      close: texts.close,
      fields: {
        order: {
          label: texts.rankLabel,
          hint: texts.rankHint,
          options: programs.map(({ id, title }) => option(id, shorten(title, COMPOSITION_LIMITS.optionText))),
          initial: programs.flatMap(({ id, rank }) => (rank === null ? [] : id)),
        },
      },
    });
    await client.views.push({ trigger_id: triggerId, view });
  });

  rankForm.listen(listening, async ({ actor, filled }) => {
    await rankPrograms({ ...services, actor }, { ids: filled.order });
    return { show: doneView(readerOf(actor), textsFor(portfolioTexts, readerOf(actor)).ranked) };
  });
}
