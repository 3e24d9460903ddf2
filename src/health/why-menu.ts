/** *Why this colour?*, wherever a colour stands: a button for one program, a menu for several. */
import type { Button, StaticSelect } from "@slack/types";
import { z } from "zod";
import type { Person } from "../people/use-cases.ts";
import type { Services } from "../platform/services.ts";
import { button, option, plain, shorten } from "../platform/slack/blocks.ts";
import { ELEMENT_LIMITS } from "../platform/slack/limits.ts";
import type { Press } from "../platform/slack/listening.ts";
import { type Reader, textsFor } from "../platform/texts/language.ts";
import type { CardAct, CardChoice } from "../programs/cards.ts";
import { healthIds } from "./ids.ts";
import { healthTexts } from "./texts.ts";

/** What the button and the menu carry: of which program, and as which digest told it, if not as it is now. */
export const colourValue = z.codec(z.string(), z.object({ programId: z.string(), editionId: z.string().nullable() }), {
  decode: (value) => {
    const [programId = "", editionId = null] = value.split(" ");
    return { programId, editionId };
  },
  encode: ({ programId, editionId }) => (editionId === null ? programId : `${programId} ${editionId}`),
});

/** Opens the modal that answers; whoever may not see it is told so. */
export function whyColourButton(reader: Pick<Reader, "locale">, programId: string): Button {
  return button(healthIds.why, textsFor(healthTexts, reader).why.button, {
    value: colourValue.encode({ programId, editionId: null }),
  });
}

const WHY_STATUS = "why-status";

/** The same in the menu of a program on Home. */
export function whyChoice(reader: Pick<Reader, "locale">, programId: string): CardChoice {
  const label = textsFor(healthTexts, reader).why.button;
  return { choice: WHY_STATUS, about: colourValue.encode({ programId, editionId: null }), label };
}

/** `open`: what opens the answer. */
export function whyAct(explain: (services: Services, press: Press<Person>, value: string) => Promise<void>): CardAct {
  return { choice: WHY_STATUS, act: explain };
}

/** The same for up to a hundred programs; the others are left out. `editionId`: of the digest whose colour it is. */
export function whyColourMenu(
  reader: Pick<Reader, "locale">,
  programs: readonly { id: string; title: string; editionId?: string }[],
): StaticSelect {
  return {
    type: "static_select",
    action_id: healthIds.why,
    placeholder: plain(textsFor(healthTexts, reader).why.menu),
    options: programs
      .slice(0, ELEMENT_LIMITS.selectOptions)
      .map(({ id, title, editionId = null }) =>
        option(colourValue.encode({ programId: id, editionId }), shorten(title, 75)),
      ),
  };
}
