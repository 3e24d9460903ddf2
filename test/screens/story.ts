/** The people and the words of the pictures, in one language each. */
import type { Answers } from "../../src/cadences/questions/questions.ts";
import { playScenario } from "../../src/demo/player.ts";
import { type SandboxRun, startRun } from "../../src/demo/sandbox-run.ts";
import type { Scenario } from "../../src/demo/scenario.ts";
import { parseScenario } from "../../src/demo/scenario-file.ts";
import { builtInScenario } from "../../src/demo/scenarios/built-in.ts";

export interface Story {
  locale: string;
  tz: string;
  people: Record<"admin" | "lead" | "deputy" | "sponsor" | "steering" | "one" | "two" | "three", string>;
  program: { title: string; purpose: string; channel: string };
  other: { title: string; purpose: string; channel: string };
  daily: Answers[];
  weekly: Answers;
  monthly: Answers;
  otherMonthly: Answers;
  risk: { title: string; cause: string; effect: string; nextAction: string };
  action: string;
  ask: { title: string; option1: string; option2: string; why: string; nothing: string; cost: string };
}

const english: Story = {
  locale: "en-GB",
  tz: "Europe/London",
  people: {
    admin: "Grace Palmer",
    lead: "Tom Whitfield",
    deputy: "Anna Reed",
    sponsor: "Margaret Osei",
    steering: "David Marsh",
    one: "Oliver Hughes",
    two: "Priya Raman",
    three: "Emily Carter",
  },
  program: {
    title: "Store pick-up",
    purpose: "Order online and collect in the store within two hours.",
    channel: "store-pickup",
  },
  other: { title: "Gift cards", purpose: "One gift card for the stores and the web.", channel: "gift-cards" },
  daily: [
    { progress: "Stock of 12 stores is read every five minutes.", next: "Read the other 8 stores" },
    { progress: "Label printer works in the test store.", next: "Write the guide for store staff" },
    {
      progress: "All 20 stores are read; two of them lag by ten minutes.",
      next: "Find out why Leeds and Bath lag",
      blocker: "No access to the store network in Leeds; Facilities can grant it.",
    },
  ],
  weekly: {
    health: {
      colour: "amber",
      reason: "Two stores lag; a fix of the network is ordered. Back to green on 16 October.",
      pathToGreen: { action: "The network supplier replaces two switches", by: "2026-10-16" },
    },
    progress: "18 of 20 stores show their stock within five minutes.",
    next: "Pilot in York with real customers.",
  },
  monthly: {
    "bottom-line":
      "York pilot is a success; we need a decision on the courier by 13 November to open before Christmas.",
    health: {
      colour: "amber",
      reason: "The courier contract is not signed. Two offers are in; back to green on 13 November.",
      pathToGreen: { action: "Choose one of the two offers", by: "2026-11-13" },
    },
    progress: "Pilot in York: 214 orders collected, 91% within two hours.",
    request:
      "Sign with Swift Couriers (£38,000 a year)? We recommend yes; each week of waiting moves the opening by a week.",
    "request:by": "2026-11-13",
    value: "214 orders collected in the store, 31 of which came with a second purchase.",
    risk: "Store staff have no time in December: train them in November.",
    next: "Open ten stores. Please visit the York store on 17 November.",
  },
  otherMonthly: {
    "bottom-line": "The card works in every store; nothing is needed.",
    health: { colour: "green" },
    progress: "Cards are sold in all 140 stores.",
    next: "Sell them on the web.",
  },
  risk: {
    title: "The maker of the label printers stops deliveries in December",
    cause: "Its second plant closes",
    effect: "No printers in 8 stores before Christmas",
    nextAction: "Ask for two more offers",
  },
  action: "Write the guide for store staff",
  ask: {
    title: "Sign with Swift Couriers for £38,000 a year?",
    option1: "Sign with Swift Couriers\n£38,000 a year, from 1 December",
    option2: "Keep the vans of the stores\nFree of charge, but only in ten stores",
    why: "The only offer that covers all 20 stores before Christmas.",
    cost: "Each week of waiting moves the opening by a week.",
    nothing: "Do nothing\nThe opening waits until spring",
  },
};

const french: Story = {
  locale: "fr-FR",
  tz: "Europe/Paris",
  people: {
    admin: "Agnès Perrin",
    lead: "Camille Fournier",
    deputy: "Marc Vidal",
    sponsor: "Philippe Garnier",
    steering: "Inès Carpentier",
    one: "Hugo Lambert",
    two: "Nadia Benali",
    three: "Léa Moreau",
  },
  program: {
    title: "Retrait en magasin",
    purpose: "Commander en ligne et retirer en magasin en moins de deux heures.",
    channel: "retrait-magasin",
  },
  other: {
    title: "Carte cadeau",
    purpose: "Une seule carte cadeau pour les magasins et le site.",
    channel: "carte-cadeau",
  },
  daily: [
    {
      progress: "Le stock de 12 magasins est lu toutes les cinq minutes.",
      next: "Lire les 8 autres magasins",
    },
    { progress: "L’imprimante d’étiquettes marche au magasin pilote.", next: "Rédiger le guide des équipes" },
    {
      progress: "Les 20 magasins sont lus ; deux ont dix minutes de retard.",
      next: "Comprendre le retard de Lille et de Nantes",
      blocker: "Pas d’accès au réseau du magasin de Lille ; les services généraux peuvent l’ouvrir.",
    },
  ],
  weekly: {
    health: {
      colour: "amber",
      reason: "Deux magasins en retard ; la réparation du réseau est commandée. Retour au vert le 16 octobre.",
      pathToGreen: { action: "Le fournisseur remplace deux équipements", by: "2026-10-16" },
    },
    progress: "18 magasins sur 20 montrent leur stock en moins de cinq minutes.",
    next: "Pilote à Lyon avec de vrais clients.",
  },
  monthly: {
    "bottom-line":
      "Le pilote de Lyon est une réussite ; il nous faut une décision sur le transporteur avant le 13 novembre pour ouvrir avant Noël.",
    health: {
      colour: "amber",
      reason: "Le contrat du transporteur n’est pas signé. Deux offres reçues ; retour au vert le 13 novembre.",
      pathToGreen: { action: "Choisir l’une des deux offres", by: "2026-11-13" },
    },
    progress: "Pilote de Lyon : 214 commandes retirées, 91 % en moins de deux heures.",
    request:
      "Signer avec Rapido (38 000 € par an) ? Nous le recommandons ; chaque semaine d’attente repousse l’ouverture d’une semaine.",
    "request:by": "2026-11-13",
    value: "214 commandes retirées en magasin, dont 31 avec un second achat.",
    risk: "Les équipes n’auront pas le temps en décembre : les former en novembre.",
    next: "Ouvrir dix magasins. Votre visite au magasin de Lyon le 17 novembre serait utile.",
  },
  otherMonthly: {
    "bottom-line": "La carte fonctionne dans tous les magasins ; rien n’est attendu.",
    health: { colour: "green" },
    progress: "La carte est en vente dans les 140 magasins.",
    next: "La vendre sur le site.",
  },
  risk: {
    title: "Le fabricant des imprimantes suspend ses livraisons en décembre",
    cause: "Fermeture de sa deuxième usine",
    effect: "8 magasins sans imprimante avant Noël",
    nextAction: "Demander deux autres devis",
  },
  action: "Rédiger le guide des équipes en magasin",
  ask: {
    title: "Signer avec Rapido pour 38 000 € par an ?",
    option1: "Signer avec Rapido\n38 000 € par an, dès le 1er décembre",
    option2: "Garder les camionnettes des magasins\nSans frais, mais dans dix magasins seulement",
    why: "La seule offre qui couvre les 20 magasins avant Noël.",
    cost: "Chaque semaine d’attente repousse l’ouverture d’une semaine.",
    nothing: "Ne rien faire\nL’ouverture attend le printemps",
  },
};

export interface Started {
  run: SandboxRun;
  scenario: Scenario;
}

export const stories = { en: english, fr: french };

type Part = keyof Story["people"];
const PARTS = ["lead", "admin", "deputy", "sponsor", "steering", "one", "two", "three"] as const satisfies Part[];

/** Everybody has the name of their part for a handle. */
function cast(story: Story) {
  return PARTS.map((part) => ({ handle: part, name: story.people[part], tz: story.tz, locale: story.locale }));
}

/** A workspace in which nothing has been set up. */
export function startEmpty(story: Story, database = ":memory:"): Promise<Started> {
  return start(story, { start: "2026-09-28T08:00:00Z", programs: [], cadences: [] }, database);
}

/** Two programs that are asked by day, week and month. */
export function startRunning(story: Story): Promise<Started> {
  const monday = { from: "2026-10-05" };
  const facts = {
    start: "2026-09-28T00:00:00Z",
    programs: twoPrograms(story),
    cadences: [
      {
        key: "daily",
        program: "first",
        template: "daily-team",
        rule: { every: "day", at: "09:30", zone: "participant", ...monday },
      },
      { key: "weekly", program: "first", template: "weekly-progress" },
      {
        key: "monthly",
        program: "first",
        template: "monthly-executive",
        rule: { every: "month", on: { workingDay: -1 }, at: "09:00", zone: "participant", from: "2026-10-01" },
      },
      { key: "second-monthly", program: "second", template: "monthly-executive" },
    ],
  };
  return start(story, facts);
}

/** The story that comes with Drumbeat, up to the morning on which leads look through their parts of the monthly digest. */
export async function startReported(story: Story): Promise<Started> {
  const whole = builtInScenario(story === french ? "fr" : "en");
  const scenario = { ...whole, events: whole.events.filter(({ at }) => at < "2026-11-03") };
  const started = await startWith(scenario);
  await playScenario({ ...started.run, scenario: { ...scenario, end: "2026-11-03T10:00:00Z" } });
  return started;
}

/** What a team and its lead say just before the month ends. */
export function startMonthEnd(story: Story): Promise<Started> {
  return start(story, {
    start: "2026-10-26T00:00:00Z",
    programs: twoPrograms(story),
    cadences: [
      {
        key: "daily",
        program: "first",
        template: "daily-team",
        rule: { every: "day", at: "09:30", zone: "participant", from: "2026-10-29" },
      },
      {
        key: "monthly",
        program: "first",
        template: "monthly-executive",
        rule: { every: "month", on: { workingDay: -1 }, at: "09:00", zone: "participant" },
      },
    ],
  });
}

function twoPrograms({ program: { title, purpose, channel }, other }: Story) {
  const bodies = { lead: "lead", sponsors: ["sponsor"], steering: ["steering"] };
  return [
    { key: "first", title, purpose, channel, deputy: "deputy", team: ["one", "two", "three"], ...bodies },
    { key: "second", ...other, team: ["two"], ...bodies, lead: "deputy" },
  ];
}

async function start(
  story: Story,
  facts: { start: string; programs: unknown[]; cadences: unknown[] },
  database = ":memory:",
) {
  const scenario = parseScenario({
    name: story.program.title,
    locale: story.locale,
    end: "2028-01-01T00:00:00Z",
    people: cast(story),
    channels: [{ name: story.program.channel, isPrivate: true, members: PARTS.filter((part) => part !== "admin") }],
    events: [],
    ...facts,
  });
  return startWith(scenario, database);
}

async function startWith(scenario: Scenario, database = ":memory:"): Promise<Started> {
  const run = await startRun(scenario, { database, logLevel: "silent" });
  // Mostly a picture is of one message: they come one by one.
  const set = { messages_come: "as-they-happen", choosing_consulted_on: "2026-08-01" } as const;
  await run.app.services.db.updateTable("workspace").set(set).execute();
  return { run, scenario };
}
