/** The item that carries the term of an inspection or a hearing, and of a third party the one that says who it is. */
export const termKey = "TERM";
export const personKey = "PERSON";
