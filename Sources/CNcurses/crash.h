// A file with what was told on standard error while the screen was taken, to be read and closed here; -1 for none.
void cn_set_told(int file);
