/** The page *Data and privacy*: what is kept how long, what goes for the first time, whom to ask. Admins set it. */
import type { ModalView } from "@slack/types";
import { z } from "zod";
import { isAdmin, type Person, readerAt } from "../people/people.ts";
import { RETAINED, RETENTION, type Retained } from "../people/retention.ts";
import { type DataProtection, dataProtectionOf, refuseUnlessAdmin, retentionOf } from "../people/settings.ts";
import type { Services } from "../platform/services.ts";
import { longDate, type Reader, textsFor } from "../platform/texts/language.ts";
import { localDateOf } from "../platform/time.ts";
import type { Visitor } from "../programs/visitor-of-home.ts";
import { privacyOpen } from "../settings/events.ts";
import { actions, button, context, plainSection } from "../slack/blocks.ts";
import { number, optionalDate, optionalText } from "../slack/forms/field-kinds.ts";
import { Form } from "../slack/forms/form.ts";
import type { HomeSection } from "../slack/home.ts";
import { doneView, type Listening, onPress } from "../slack/listening.ts";
import { listForeseen, saveAges } from "./delete-aged.ts";
import { privacyTexts } from "./texts.ts";

const term = (kind: Retained) => number({ min: 1, max: RETENTION[kind].most });

const agesForm = new Form({
  id: "privacy.ages",
  state: z.string(),
  fields: z.object({
    daily: term("daily"),
    other: term("other"),
    record: term("record"),
    messages: term("messages"),
    log: term("log"),
    contact: optionalText({ max: 200 }),
    choosing: optionalDate(),
  }),
  required(reader, field) {
    const kind = RETAINED.find((each) => each === field) ?? "log";
    return textsFor(privacyTexts, reader).settings.wrong(RETENTION[kind].most);
  },
});

/** To admins in the month before anything goes for the first time. */
export function agesSection({ db }: Pick<Services, "db">): HomeSection<Visitor> {
  return async ({ person, reader, now }) => {
    const foreseen = isAdmin(person) ? await listForeseen(db, person.workspace_id, now) : [];
    if (foreseen.length === 0) return [];
    const { ages, counted, settings } = textsFor(privacyTexts, reader);
    const each = foreseen.map(({ class: age, count, due_at: at }) =>
      counted(ages[age], count, longDate(reader, localDateOf(at, reader.zone))),
    );
    return [
      [plainSection(settings.home(each.join("; "))), actions("privacy.home", button(privacyOpen, settings.label))],
    ];
  };
}

export function registerAgesListeners(listening: Listening<Person>, services: Services): void {
  onPress(listening, privacyOpen, async ({ actor, open }) => open(await page(services, actor)));
  agesForm.listen(listening, async ({ actor, filled }) => {
    const texts = textsFor(privacyTexts, actor).settings;
    const { contact, choosing, ...retention } = filled;
    const wanted = { retention, address: contact.trim(), choosingConsultedOn: choosing };
    await saveAges({ ...services, actor }, wanted);
    return { show: doneView(actor, texts.saved) };
  });
}

/** Throws ADMINS_ONLY. */
async function page({ db, clock }: Services, actor: Person): Promise<ModalView> {
  await refuseUnlessAdmin(db, actor);
  const { workspace_id: workspaceId } = actor;
  const chosen = { ...(await dataProtectionOf(db, workspaceId)), retention: await retentionOf(db, workspaceId) };
  return agesView(readerAt(actor, clock.now()), chosen);
}

export function agesView(reader: Reader, { retention, address, choosingConsultedOn }: DataProtection): ModalView {
  const texts = textsFor(privacyTexts, reader);
  const field = (kind: Retained) => ({
    label: texts.ages[kind],
    initial: String(retention[kind]),
    hint: texts.settings.term[RETENTION[kind].unit](RETENTION[kind].most),
  });
  return agesForm.view({
    state: "",
    title: texts.settings.title,
    submit: texts.save,
    close: texts.cancel,
    above: [context(texts.agesNote)],
    fields: {
      daily: field("daily"),
      other: field("other"),
      record: field("record"),
      messages: field("messages"),
      log: field("log"),
      contact: { label: texts.settings.contact, initial: address, hint: texts.settings.contactHint },
      choosing: { label: texts.settings.choosing, initial: choosingConsultedOn, hint: texts.settings.choosingHint },
    },
  });
}
