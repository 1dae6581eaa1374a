// Package compliance is the gate that every outgoing touch passes: consent, caps,
// quiet hours, stages, quotas, holdouts and the switch that stops everything. Its
// rules are the room gate; here is what they need to know, and what they said.
//
// Owns:  compliance_settings, compliance_group, compliance_touch (what passed, for
// the counts), compliance_decision (every decision with its reason, for 180 days),
// compliance_consent, compliance_merge (who is one with whom), compliance_stop, compliance_holdout, compliance_day.
// Needs: the house, for clocks, zones, names, what groups are for and the rest over
// the Spring Festival (Neighbours). Members are known by number only.
// Tells: nothing. The house asks it as the outbox's gate.
// Never: sends; lets two who ask at once use one allowance; counts one deed twice;
// keeps what a message says; forgets by itself that a member said stop.
package compliance
