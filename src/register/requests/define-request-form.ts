/** A form about one request: declared once, with the button that opens it. */
import type { KnownBlock } from "@slack/types";
import { z } from "zod";
import type { ActorContext } from "../../people/actors.ts";
import { type Person, readerAt } from "../../people/people.ts";
import { refusalOf } from "../../platform/errors.ts";
import type { Services } from "../../platform/services.ts";
import { languageOf, type Reader, textsFor } from "../../platform/texts/language.ts";
import { type AskedFor, askedForSchema } from "../../programs/decision-limits.ts";
import { Form, type FormView } from "../../slack/forms/form.ts";
import { doneView, type Listening, onPress, type Press } from "../../slack/listening.ts";
import { requestHead } from "./cards.ts";
import type { Request } from "./request.ts";
import { requestTexts } from "./texts.ts";

/** `labels`: the choices as they were shown, so that one that changed meanwhile is not taken; `asks`: so with amount and days. */
const stateSchema = z.strictObject({
  itemId: z.string(),
  labels: z.array(z.string()).optional(),
  asks: askedForSchema.optional(),
});
type State = z.infer<typeof stateSchema>;

interface Acting {
  ctx: ActorContext;
  reader: Reader;
  itemId: string;
}

interface Filled<Values> extends Acting {
  filled: Values;
  labels: readonly string[];
  asks: AskedFor | undefined;
  personOf(slackUserId: string): Promise<Person>;
}

interface Opened<Shape extends z.ZodRawShape> extends Pick<FormView<State, Shape>, "title" | "submit" | "fields"> {
  /** What it is about stands above; left out: that is a field. */
  request?: Request;
  above?: readonly KnownBlock[];
  below?: readonly KnownBlock[];
  labels?: string[];
  asks?: AskedFor;
}

interface Declared<Shape extends z.ZodRawShape> {
  /** Of the button that opens it. */
  id: string;
  fields: z.ZodObject<Shape>;
  /** Throws where it would be refused. */
  view(acting: Acting): Promise<Opened<Shape>>;
  /** What is wrong, by field; nothing once it is done, which the message below shows, or where none does, a sentence. */
  save(filled: Filled<z.output<z.ZodObject<Shape>>>): Promise<Record<string, string> | string | undefined>;
}

export interface RequestForm {
  open(services: Services, press: Press<Person>, itemId: string): Promise<void>;
  listen(listening: Listening<Person>, services: Services): void;
}

export function requestForm<Shape extends z.ZodRawShape>({ id, fields, view, save }: Declared<Shape>): RequestForm {
  const form = new Form<State, Shape>({
    id: `${id}_form`,
    state: stateSchema,
    fields,
    required: (reader) => textsFor(requestTexts, reader).form.required,
  });
  const open = async (services: Services, press: Press<Person>, itemId: string) => {
    const reader = readerAt(press.actor, services.clock.now());
    const {
      request,
      above = [],
      labels,
      asks,
      ...opened
    } = await view({ ctx: { ...services, actor: press.actor }, reader, itemId });
    const shown = form.view({
      ...opened,
      state: { itemId, ...(labels && { labels }), ...(asks && { asks }) },
      close: textsFor(requestTexts, reader).form.close,
      above: [...(request ? requestHead(reader, request, "") : []), ...above],
    });
    await press.open(shown);
  };
  return {
    open,
    listen(listening, services) {
      onPress(listening, id, (press) => open(services, press, press.value));
      form.listen(listening, async ({ actor, client, filled, state: { itemId, labels = [], asks } }) => {
        const reader = readerAt(actor, services.clock.now());
        const personOf = (slackUserId: string) => listening.actorOf(slackUserId, client);
        const done = await save({ ctx: { ...services, actor }, reader, itemId, labels, asks, filled, personOf });
        if (typeof done === "string") return { show: doneView(reader, done) };
        return done ? { errors: done } : { closeAll: true };
      });
    },
  };
}

/** Shows a refusal at this field. */
export async function errorAt(
  field: string,
  reader: Reader,
  act: () => Promise<unknown>,
): Promise<Record<string, string> | undefined> {
  const refusal = await refusalOf(languageOf(reader.locale), act);
  return refusal === null ? undefined : { [field]: refusal };
}
