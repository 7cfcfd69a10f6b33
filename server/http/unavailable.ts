/** What can't be done for now, in a sentence for whoever asked; a route answers it with 503. */
export class Unavailable extends Error {}
