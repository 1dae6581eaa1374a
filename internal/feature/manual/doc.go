// Package manual keeps the groups that no program may enter, such as those of
// WeChat: people make them here, and tell what happens in them.
//
// Owns:  manual_group, manual_figure, manual_week, manual_told, manual_setting, manual_place.
// Needs: the house, for the connection they stand behind, their names and places,
// who works here, and the road by which what was copied comes in (Neighbours); who
// wants to follow when a figure changes (Follower); what is to be done today (Todos),
// what is said of groups (About), the SOPs that come with the program (Ready), and
// the index card of past summaries (Shelf).
// Tells: nothing by itself. What people write down waits in manual_told until the
// adapter of package channel/manual hands it on, as any network's events.
// Never: says a figure that a person filled in was measured; keeps what was said in
// a group; logs a name.
package manual
