// Package community knows which groups there are and who is in them: it turns
// native chats and users into groups and members, and keeps who is staff.
//
// Owns:  community_group, community_identity, community_sighting,
// community_group_sighting, community_listed, community_merge, community_counter,
// community_staff, community_owner (whose groups are), community_erasure, community_note and community_tag (what is noted of
// people); community_profile and community_column (what
// people said of a group: what it is for, its tone, the details that SOPs name),
// community_sheet (a table of these that its sender has not agreed to yet).
// Needs: for its pages only, how much people wrote and whom to tell of changes
// (needs_pages.go).
// Tells: whose standing changed (through the house), so that figures follow.
// Never: forgets which import said what: an import can be undone, a merge too.
package community
