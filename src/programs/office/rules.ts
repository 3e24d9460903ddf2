/** Over which programs somebody has the office: those of a label, or all. Pure. */
import type { LocalDate } from "../../platform/time.ts";
import { type Label, sameLabel } from "../labels.ts";
import { isActiveOn } from "../rules-program.ts";

export interface OfficeScope {
  label_name: string | null;
  label_value: string | null;
}

interface Dated {
  from_date: LocalDate | null;
  until_date: LocalDate | null;
}

/** Null: all programs. */
export function labelOfOffice({ label_name: name, label_value: value }: OfficeScope): Label | null {
  return name === null || value === null ? null : { name, value };
}

/** Whether one of these offices is over a program with these labels on this day. */
export function isOver(offices: readonly (OfficeScope & Dated)[], labels: readonly Label[], today: LocalDate): boolean {
  return offices.some((office) => isActiveOn(office, today) && covers(office, labels));
}

function covers(office: OfficeScope, labels: readonly Label[]): boolean {
  const label = labelOfOffice(office);
  return label === null || labels.some((one) => isSameLabel(one, label));
}

/** Names and values are compared alike: by letters, whatever their case. */
export function isSameLabel(one: Label | null, other: Label | null): boolean {
  if (one === null || other === null) return one === other;
  return sameLabel(one.name, other.name) && sameLabel(one.value, other.value);
}
