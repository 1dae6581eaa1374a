package auth

// Cheapen makes the service hash at a hundredth of the cost, for tests that
// sign in many times and are not about hashing.
func (s *Service) Cheapen() {
	h := s.hash
	h.cost = cost{memory: 64, time: 1, lanes: 1}
	h.decoy = phc(h.cost, make([]byte, saltBytes), make([]byte, keyBytes))
}
