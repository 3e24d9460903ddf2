/** Workspaces to try Drumbeat in besides the built-in story: one with nothing in it, and one as large as one likes. */
import type { Language } from "../../platform/texts/language.ts";
import type { Scenario } from "../scenario.ts";
import { parseScenario } from "../scenario-file.ts";
import { builtInScenario } from "./built-in.ts";

/** When one comes in: the moment at which the built-in story ends. */
const NOW = { start: "2026-11-04T15:00:00Z", end: "2026-11-04T16:00:00Z" };

const EMPTY: Record<Language, string> = { en: "An empty workspace", fr: "Un espace de travail vide" };

/** The people of the built-in story before there was any program: the first five minutes. */
export function emptyWorkspace(language: Language = "en"): Scenario {
  const { people, locale } = builtInScenario(language);
  return parseScenario({ name: EMPTY[language], locale, ...NOW, people, programs: [], cadences: [], events: [] });
}

export const LARGE_LIMITS = { leastPeople: 5, mostPeople: 20_000, mostPrograms: 1000 } as const;

const PLACES = [
  { tz: "Europe/London", locale: "en-GB" },
  { tz: "Europe/Paris", locale: "fr-FR" },
  { tz: "America/New_York", locale: "en-US" },
  { tz: "Asia/Kolkata", locale: "en-IN" },
  { tz: "Europe/Berlin", locale: "en-GB" },
  { tz: "America/Los_Angeles", locale: "en-US" },
  { tz: "America/Montreal", locale: "fr-CA" },
  { tz: "Asia/Singapore", locale: "en-GB" },
  { tz: "America/Sao_Paulo", locale: "en-US" },
  { tz: "Asia/Tokyo", locale: "en-US" },
];
const GIVEN =
  "Ada Amélie Anil Anna Arthur Beatriz Bruno Clara Daniel Deepa Elena Émile Eva Felix Fatou George Hana Hélène Hugo Ida Inès Isaac Jana Jonas Julia Kamal Karin Kenji Laura Léo Lina Lucas Maya Marc Meera Mia Nadine Noah Nora Olga Omar Paula Pierre Priya Rafael Rosa Samuel Sara Simon Sofia Tara Théo Tomás Vera Victor Wanda Yann Yuki Zoé Zara".split(
    " ",
  );
const FAMILY =
  "Adler Almeida Baker Barbier Bauer Bennett Blanc Brandt Carter Chen Costa Dias Dubois Ellis Evans Faure Fischer Fontaine Garcia Gill Girard Gupta Hall Hughes Iyer Jensen Kaur Keller Khan Klein Kowalski Lambert Leroy Lopez Martin Mehta Meyer Moreau Nair Nakamura Novak Okafor Osei Patel Petit Pires Rao Reid Rossi Roux Sato Schmidt Shah Silva Singh Tanaka Torres Vogel Weber Wright".split(
    " ",
  );
const AREAS =
  "Checkout,Payments,Loyalty,Returns,Search,Stores,Warehouse,Delivery,Customer care,Pricing,Catalogue,Identity,Data platform,Finance systems,People systems,Marketing,Mobile app,Partners,Fraud,Sustainability".split(
    ",",
  );
const AIMS =
  "renewal,in Germany,at peak,for partners,consolidation,self-service,quality,cost,migration,in real time".split(",");

/**
 * Generated people in ten zones and two languages, and programs with leads, deputies, sponsors, steering committees and
 * teams of four to twelve, who are asked weekly and monthly, every third one daily. The same for the same numbers.
 */
export function largeWorkspace({ people, programs }: { people: number; programs: number }): Scenario {
  const cast = Array.from({ length: people }, (_, index) => personAt(index));
  const handles = cast.map(({ handle }) => handle);
  const seat = (index: number) => handles[index % people] ?? "";
  // Sponsors come first in the list, then those who sit in committees, leads and teams.
  const sponsors = Math.max(1, Math.floor(people / 100));
  return parseScenario({
    name: `A workspace of ${people.toLocaleString("en-GB")} people`,
    locale: "en",
    ...NOW,
    people: cast,
    programs: Array.from({ length: programs }, (_, index) => {
      const first = sponsors + index * 14;
      return {
        key: `program-${index + 1}`,
        title: titleAt(index),
        lead: seat(first),
        deputy: seat(first + 1),
        sponsors: [seat(index % sponsors)],
        steering: [...new Set([seat((index + 1) % sponsors), seat(first + 13)])],
        team: [...new Set(Array.from({ length: 4 + (index % 9) }, (_, place) => seat(first + 1 + place)))],
      };
    }),
    cadences: Array.from({ length: programs }, (_, index) => {
      const templates = ["weekly-progress", "monthly-executive", ...(index % 3 === 0 ? ["daily-team"] : [])];
      return templates.map((template) => ({
        key: `program-${index + 1}-${template.split("-")[0]}`,
        program: `program-${index + 1}`,
        template,
      }));
    }).flat(),
    events: [],
  });
}

function personAt(index: number): { handle: string; name: string; tz: string; locale: string } {
  const given = GIVEN[index % GIVEN.length] ?? "";
  // Each round through the given names begins with another family name, so that all pairs come before one comes twice.
  const family = FAMILY[(index + Math.floor(index / GIVEN.length)) % FAMILY.length] ?? "";
  const again = Math.floor(index / (GIVEN.length * FAMILY.length));
  const name = again === 0 ? `${given} ${family}` : `${given} ${family} ${again + 1}`;
  const place = PLACES[(index * 7 + Math.floor(index / 10)) % PLACES.length] ?? { tz: "UTC", locale: "en-GB" };
  return { handle: handleOf(name), name, ...place };
}

function titleAt(index: number): string {
  const again = Math.floor(index / (AREAS.length * AIMS.length));
  const title = `${AREAS[index % AREAS.length] ?? ""} ${AIMS[Math.floor(index / AREAS.length) % AIMS.length] ?? ""}`;
  return again === 0 ? title : `${title} ${again + 1}`;
}

/** `Hélène Roux` → `helene.roux` */
function handleOf(name: string): string {
  return name.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll(" ", ".");
}
